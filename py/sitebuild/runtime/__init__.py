"""The Python of the site: Pyodide, wheels, kernels, the memory snapshot."""
