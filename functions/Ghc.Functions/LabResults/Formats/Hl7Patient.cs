namespace Ghc.Functions.LabResults.Formats;

/// <summary>Maps the identifiers and the name of PID.</summary>
internal static class Hl7Patient
{
    /// <summary>PID-3, and the two that older versions had for identifiers of others.</summary>
    private static readonly int[] IdentifierFields = [3, 4, 2];

    public static void Set(MappedRow row, Hl7Segment? patient, Hl7Segment request)
    {
        if (patient is null)
        {
            row.Refuse("idNumber", request.Place(0).Replace("OBR-0", "PID", StringComparison.Ordinal), "field.missing");
            return;
        }

        var found = IdentifierFields
            .SelectMany(field => patient.Repetitions(field).Select(identifier => (Field: field, Identifier: identifier)))
            .FirstOrDefault(each => IdTypeOf(each.Identifier) is not null);
        if (found.Identifier is { } document)
        {
            row.Set("idType", IdTypeOf(document), patient.Place(found.Field));
            row.Set("idNumber", document.Value(1), patient.Place(found.Field));
        }
        else
        {
            row.Refuse("idNumber", patient.Place(3), "document.none");
        }

        if (patient.Repetitions(5).OrderBy(name => name.Value(7) == "L" ? 0 : 1).FirstOrDefault() is { } given)
        {
            row.Set(
                "name",
                string.Join(' ', new[] { given.Value(1), given.Value(2), given.Value(3) }.Where(part => part.Length > 0)),
                patient.Place(5)
            );
        }
    }

    /// <summary>CX.5 says passport (table 0203). A permit has no type there: its assigning authority (CX.4) is a name of ours.</summary>
    private static string? IdTypeOf(Hl7Field identifier) =>
        FormatUris.IdTypeNamed(identifier.Value(4))
        ?? FormatUris.IdTypeOf(identifier.Value(4))
        ?? (identifier.Value(5) is "PPN" ? FormatUris.IdTypeNamed("passport") : FormatUris.IdTypeNamed(identifier.Value(5)));
}
