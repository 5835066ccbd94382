"""What holds for all tests: Hypothesis measures no time, since a busy machine is not a fault."""

from hypothesis import HealthCheck, settings

settings.register_profile("bonecheck", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("bonecheck")
