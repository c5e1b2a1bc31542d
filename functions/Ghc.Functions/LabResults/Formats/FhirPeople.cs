using Hl7.Fhir.Model;

namespace Ghc.Functions.LabResults.Formats;

/// <summary>Maps the patient and the laboratory.</summary>
internal static class FhirPeople
{
    public static void SetPatient(MappedRow row, FhirParts parts, FhirPart part, FhirPart? report)
    {
        var own = FhirValues.Read(() => ((Observation)part.Resource).Subject);
        var (subject, owner) =
            own is null && report?.Resource is DiagnosticReport listing ? (FhirValues.Read(() => listing.Subject), report) : (own, part);
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

    /// <summary>Sets the sender as the laboratory. Refuses the row if its performer is another registered laboratory.</summary>
    public static void SetLaboratory(MappedRow row, FhirParts parts, FhirPart part, FhirPart? report, string? laboratory)
    {
        row.Set("laboratory", laboratory, "");
        var own = FhirValues.Items(() => ((Observation)part.Resource).Performer);
        var ofReport = FhirValues.Items(() => (report?.Resource as DiagnosticReport)?.Performer);
        foreach (var (owner, (index, reference)) in own.Select(each => (part, each)).Concat(ofReport.Select(each => (report!, each))))
        {
            var organization = parts.Find<Organization>(reference, owner);
            var identifiers = (FhirValues.Read(() => organization?.Identifier) ?? []).Append(FhirValues.Read(() => reference.Identifier));
            if (
                identifiers
                    .OfType<Identifier>()
                    .Any(identifier =>
                        FhirValues.Text(() => identifier?.SystemElement) == FormatUris.Laboratory && ValueOf(identifier) != laboratory
                    )
            )
            {
                row.Refuse("laboratory", $"{owner.Path}.performer[{index}]", "laboratory.other");
                return;
            }
        }
    }

    public static string? ValueOf(Identifier? identifier) => FhirValues.Text(() => identifier?.ValueElement);

    /// <summary>The first identifier that is a document and is not marked as old. Official ones come first.</summary>
    private static void SetDocument(MappedRow row, List<Identifier> identifiers, string place)
    {
        var candidates = FhirValues
            .Items(() => identifiers)
            .Select(each =>
                (Identifier: each.Item, each.Index, Type: IdTypeOf(each.Item), Use: FhirValues.Text(() => each.Item.UseElement))
            )
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
        var issuance = FhirValues
            .Items(() => document.Extension)
            .Select(each => each.Item)
            .FirstOrDefault(extension => FhirValues.Text(() => extension.UrlElement) == FormatUris.IssuanceNumber);
        row.Set("issuanceNumber", FhirValues.Text(() => issuance?.Value as PrimitiveType), $"{place}[{at}].extension");
    }

    private static string? IdTypeOf(Identifier identifier) =>
        FormatUris.IdTypeOf(FhirValues.Text(() => identifier.SystemElement))
        ?? (
            FhirValues.Codes(FhirValues.Read(() => identifier.Type)).Any(code => code.Code == "PPN")
                ? FormatUris.IdTypeNamed("passport")
                : null
        );

    private static void SetName(MappedRow row, List<HumanName> names, string place)
    {
        var (at, name) = FhirValues
            .Items(() => names)
            .Where(candidate => FhirValues.Text(() => candidate.Item.UseElement) is not ("old" or "maiden" or "nickname" or "anonymous"))
            .OrderBy(candidate => FhirValues.Text(() => candidate.Item.UseElement) == "official" ? 0 : 1)
            .FirstOrDefault();
        if (name is not null)
        {
            var parts = (FhirValues.Read(() => name.GivenElement) ?? [])
                .Select(given => FhirValues.Text(given))
                .Prepend(FhirValues.Text(() => name.FamilyElement));
            row.Set("name", FhirValues.Text(() => name.TextElement) ?? string.Join(' ', parts.OfType<string>()), $"{place}[{at}]");
        }
    }
}
