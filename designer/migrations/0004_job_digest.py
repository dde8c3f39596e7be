"""Checks say what they come to, apart from their reports; those that are kept are told it from what they found."""

from django.db import migrations

import designer.fields
from topology.checks.digest import digest


def of_kept_reports(apps, schema_editor):
    job = apps.get_model('designer', 'Job')
    kept = job.objects.filter(kind='check', result__isnull=False)
    for pk in list(kept.values_list('pk', flat=True)):
        report = kept.values_list('result', flat=True).get(pk=pk)
        job.objects.filter(pk=pk).update(digest=digest(report))


class Migration(migrations.Migration):

    dependencies = [
        ('designer', '0003_history'),
    ]

    operations = [
        migrations.AddField(
            model_name='job',
            name='digest',
            field=designer.fields.JSONTextField(null=True),
        ),
        migrations.RunPython(of_kept_reports, migrations.RunPython.noop),
    ]
