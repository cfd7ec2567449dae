"""What the build uses: Node, pip, downloads, browsers, the cache of artifacts."""
