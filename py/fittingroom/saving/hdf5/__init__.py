"""The part of HDF5 that Keras's files are written in: a reader, and a writer.

Superblock version 0, groups as symbol tables, contiguous little-endian data, attributes that are
texts. A group is a dict of groups and arrays.

Reference: https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html
"""

from fittingroom.saving.hdf5.reader import Hdf5Error, ReadGroup, read
from fittingroom.saving.hdf5.writer import Group, write

__all__ = ["Group", "Hdf5Error", "ReadGroup", "read", "write"]
