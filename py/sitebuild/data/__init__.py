"""The pictures of the site: Fashion-MNIST, its subsets and the digits, cut into files."""
