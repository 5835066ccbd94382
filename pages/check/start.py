"""The first page: what this is, how to begin, sample people, and one's own file."""

from bonecheck.ui import start

start.promise()
start.begin()
start.sample_people()
start.own_file()
start.what_you_need()
