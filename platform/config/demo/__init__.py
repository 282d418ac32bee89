"""The demo prefecture: invented people and companies in the real towns of Oita (`manage.py demo`).

What people read stands in `data/*.toml`, for writers; dates there count from the day of loading.
"""
