using System.Diagnostics.CodeAnalysis;

namespace Ghc.Domain;

/// <summary>A value, or the reason why there is none. Expected failures are values; an exception is a bug.</summary>
public readonly struct Outcome<T>
    where T : notnull
{
    private readonly T? value;
    private readonly Refusal? refusal;

    private Outcome(T? value, Refusal? refusal)
    {
        this.value = value;
        this.refusal = refusal;
    }

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);

    /// <summary>True if there is no value; read as <c>if (outcome.Refused(out var refusal, out var value)) return refusal;</c></summary>
    public bool Refused([NotNullWhen(true)] out Refusal? why, [NotNullWhen(false)] out T? result)
    {
        why = refusal;
        result = value;
        return refusal is not null;
    }

    /// <summary>The value, where a refusal would be a bug.</summary>
    public T Value => refusal is null ? value! : throw new InvalidOperationException($"Refused: {refusal.Code}.");
}
