"""The first page: what this is, how to begin, one example, and one's own file."""

from bonecheck.ui import start

start.promise()
start.picture()
start.begin()
start.one_number()
start.example()
start.own_file()
