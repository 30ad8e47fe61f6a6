"""Files made in the background: a job is asked for, taken under a lease, run in a child process.

asking    who may ask for what: a draft's file, an edition's files; quotas; cancelling
starting  calls a runner: a thread of this process, or django-q2
watching  takes a job, starts its child process, watches it and says why it died
running   does the work; the only one that knows what a job makes
leases    moves the state of a job, each time by one UPDATE … WHERE
limits    what a child process may use
pruning   lets go of old jobs and of the files of drafts
"""
