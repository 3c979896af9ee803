"""The MCP server: the library's articles as tools and resources of agents."""
