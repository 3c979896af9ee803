"""A library on a Milvus server: the store for many machines, behind the same `Library` as the local one."""
