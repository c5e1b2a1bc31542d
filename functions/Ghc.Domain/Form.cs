using System.Globalization;

namespace Ghc.Domain;

/// <summary>Collects the errors of a whole form, so that a person mends all of them at once.</summary>
public sealed class Form
{
    private readonly List<FieldError> errors = [];

    /// <summary>
    /// Null if every field was good. The code is that of the first refusal if all refusals agree on it, else invalid-request.
    /// </summary>
    public Refusal? Refusal => code is null ? null : new Refusal(code) { Errors = errors };

    private string? code;

    /// <summary>The value, or its default when it was refused; check <see cref="Refusal"/> before using it.</summary>
    public T Take<T>(string field, Outcome<T> outcome)
        where T : notnull
    {
        if (outcome.Refused(out var refusal, out var value))
        {
            code = code is null || code == refusal.Code ? refusal.Code : RefusalCodes.InvalidRequest;
            errors.AddRange(field.Length == 0 ? refusal.Errors : refusal.Below(field).Errors);
        }

        return value!;
    }

    /// <param name="values">What the text of <paramref name="problem"/> has places for.</param>
    public void Require(bool condition, string field, string problem, params IReadOnlyList<string> values)
    {
        if (!condition)
        {
            Take<bool>("", Domain.Refusal.Invalid(field, problem, values));
        }
    }

    public void RequireLength(string? text, string field, int most) =>
        Require(text is null || text.Length <= most, field, "text-length", "1", most.ToString(CultureInfo.InvariantCulture));
}
