"""The people of the province, as plain as a table can be."""

from django.db import models


class Person(models.Model):
    """One row of the table that Jingwei keeps."""

    university_id = models.BigIntegerField()
    code = models.CharField(max_length=32)
    name = models.CharField(max_length=60)
    sex = models.CharField(max_length=1)
    category = models.CharField(max_length=10)
    standing = models.CharField(max_length=12)
    job_title = models.CharField(max_length=40)
    concealed = models.TextField()
    email = models.CharField(max_length=120)
    joined_on = models.DateField(null=True)

    class Meta:
        managed = False
        db_table = "people_person"
