using Hl7.Fhir.Model;

namespace Ghc.Functions.LabResults.Formats;

/// <summary>Maps whom a result is about and who reports it.</summary>
internal static class FhirPeople
{
    public static void SetPatient(MappedRow row, FhirParts parts, FhirPart part, FhirPart? report)
    {
        var own = FhirValues.Read(() => ((Observation)part.Resource).Subject);
        var (subject, owner) = own is null && report?.Resource is DiagnosticReport listing ? (FhirValues.Read(() => listing.Subject), report) : (own, part);
        var place = $"{owner.Path}.subject";
        if (subject is null)
        {
            row.Refuse("idNumber", place, "field.missing");
            return;
        }

        if (parts.Find(subject, owner) is { Resource: Patient patient } found)
        {
            SetName(row, FhirValues.Read(() => patient.Name) ?? [], $"{found.Path}.name");
            SetDocument(row, FhirValues.Read(() => patient.Identifier) ?? [], $"{found.Path}.identifier");
        }
        else if (FhirValues.Read(() => subject.Identifier) is { } identifier)
        {
            // A reference to a patient whom only the laboratory knows may carry the document itself.
            row.Set("name", FhirValues.Text(() => subject.DisplayElement), $"{place}.display");
            SetDocument(row, [identifier], $"{place}.identifier");
        }
        else
        {
            row.Refuse("idNumber", place, "reference.missing");
        }
    }

    /// <summary>The laboratory whose message it is. A performer who is another one refuses the row: nobody reports in another's name.</summary>
    public static void SetLaboratory(MappedRow row, FhirParts parts, FhirPart part, FhirPart? report, string? laboratory)
    {
        row.Set("laboratory", laboratory, "");
        var own = FhirValues.Read(() => ((Observation)part.Resource).Performer) ?? [];
        var ofReport = FhirValues.Read(() => (report?.Resource as DiagnosticReport)?.Performer) ?? [];
        var performers = own.Select((reference, index) => (reference, part, index)).Concat(ofReport.Select((reference, index) => (reference, part: report!, index)));
        foreach (var (reference, owner, index) in performers)
        {
            var organization = parts.Find<Organization>(reference, owner);
            var identifiers = (FhirValues.Read(() => organization?.Identifier) ?? []).Append(FhirValues.Read(() => reference.Identifier));
            if (identifiers.Any(identifier => FhirValues.Text(() => identifier?.SystemElement) == FormatUris.Laboratory && ValueOf(identifier) != laboratory))
            {
                row.Refuse("laboratory", $"{owner.Path}.performer[{index}]", "laboratory.other");
                return;
            }
        }
    }

    public static string? ValueOf(Identifier? identifier) => FhirValues.Text(() => identifier?.ValueElement);

    /// <summary>The first identifier that is a document and not marked as old; an official one before others.</summary>
    private static void SetDocument(MappedRow row, List<Identifier> identifiers, string place)
    {
        var candidates = identifiers
            .Select((identifier, index) => (Identifier: identifier, Index: index, Type: IdTypeOf(identifier), Use: FhirValues.Text(() => identifier.UseElement)))
            .Where(candidate => candidate.Type is not null && candidate.Use != "old")
            .OrderBy(candidate => candidate.Use == "official" ? 0 : 1)
            .ToList();
        if (candidates.Count == 0)
        {
            row.Refuse("idNumber", place, "document.none");
            return;
        }

        var (document, at, type, _) = candidates[0];
        row.Set("idType", type, $"{place}[{at}].type");
        row.Set("idNumber", ValueOf(document), $"{place}[{at}].value");
        var issuance = (FhirValues.Read(() => document.Extension) ?? [])
            .FirstOrDefault(extension => FhirValues.Text(() => extension.UrlElement) == FormatUris.IssuanceNumber);
        row.Set("issuanceNumber", FhirValues.Text(() => issuance?.Value as PrimitiveType), $"{place}[{at}].extension");
    }

    private static string? IdTypeOf(Identifier identifier) =>
        FormatUris.IdTypeOf(FhirValues.Text(() => identifier.SystemElement))
        ?? (FhirValues.Codes(FhirValues.Read(() => identifier.Type)).Any(code => code.Code == "PPN") ? FormatUris.IdTypeNamed("passport") : null);

    private static void SetName(MappedRow row, List<HumanName> names, string place)
    {
        var (name, at) = names.Select((name, index) => (Name: name, Index: index))
            .Where(candidate => FhirValues.Text(() => candidate.Name.UseElement) is not ("old" or "maiden" or "nickname" or "anonymous"))
            .OrderBy(candidate => FhirValues.Text(() => candidate.Name.UseElement) == "official" ? 0 : 1)
            .FirstOrDefault();
        if (name is not null)
        {
            var parts = (FhirValues.Read(() => name.GivenElement) ?? []).Select(given => FhirValues.Text(given)).Prepend(FhirValues.Text(() => name.FamilyElement));
            row.Set("name", FhirValues.Text(() => name.TextElement) ?? string.Join(' ', parts.OfType<string>()), $"{place}[{at}]");
        }
    }
}
