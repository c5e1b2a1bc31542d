using Hl7.Fhir.Model;
using Hl7.Fhir.Validation;

namespace Ghc.Functions.LabResults.Formats;

/// <summary>
/// Reads elements that may have another shape than FHIR says. The library keeps such an element and throws when it is asked for.
/// </summary>
internal static class FhirValues
{
    /// <summary>Returns the default if the element cannot be read.</summary>
    public static T? Read<T>(Func<T?> read)
    {
        try
        {
            return read();
        }
        catch (CodedValidationException)
        {
            return default;
        }
    }

    /// <summary>The items of a list with their places; JSON can have null among them.</summary>
    public static IEnumerable<(int Index, T Item)> Items<T>(Func<List<T>?> read)
        where T : class => (Read(read) ?? []).Index().Where(each => each.Item is not null);

    /// <summary>A primitive as it is written, valid or not.</summary>
    public static string? Text(PrimitiveType? value) => value?.JsonValue as string is { Length: > 0 } text ? text : null;

    public static string? Text(Func<PrimitiveType?> read) => Text(Read(read));

    public static IReadOnlyList<GivenCode> Codes(CodeableConcept? concept) =>
        concept is null
            ? []
            :
            [
                .. Items(() => concept.Coding)
                    .Select(each => each.Item)
                    .Select(coding => new GivenCode(
                        Text(() => coding.SystemElement),
                        Text(() => coding.CodeElement),
                        Text(() => coding.DisplayElement)
                    )),
                .. Text(() => concept.TextElement) is { } text ? new[] { new GivenCode(null, null, text) } : [],
            ];

    public static IReadOnlyList<GivenCode> Codes(IEnumerable<CodeableConcept>? concepts) => [.. (concepts ?? []).SelectMany(Codes)];

    /// <summary>A time, or the end of a period.</summary>
    public static (string? Time, string Suffix) Time(DataType? value) =>
        value switch
        {
            Period period => (Text(() => period.EndElement) ?? Text(() => period.StartElement), "Period"),
            PrimitiveType time => (Text(time), time is Instant ? "Instant" : "DateTime"),
            _ => (null, ""),
        };

    public static bool Flag(IEnumerable<Extension>? extensions, string url) =>
        (extensions ?? [])
            .OfType<Extension>()
            .Any(extension => Text(() => extension.UrlElement) == url && Read(() => extension.Value) is FhirBoolean { JsonValue: true });
}
