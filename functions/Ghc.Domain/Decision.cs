namespace Ghc.Domain;

/// <summary>
/// What follows from something stored: a change to write, or none (null), and the answer for the caller. A refusal may come with a
/// change, such as a counted try. Storage's update primitive carries it out.
/// </summary>
public readonly record struct Decision<TChange, TAnswer>(TChange? Change, Outcome<TAnswer> Answer)
    where TChange : class
    where TAnswer : notnull
{
    /// <summary>Nothing is written.</summary>
    public static implicit operator Decision<TChange, TAnswer>(Refusal refusal) => new(null, refusal);

    /// <summary>Nothing is written.</summary>
    public static implicit operator Decision<TChange, TAnswer>(TAnswer answer) => new(null, answer);
}

public static class Decision
{
    /// <summary>Writes the change, if there is one, and answers that.</summary>
    public static Decision<TChange, TAnswer> Write<TChange, TAnswer>(TChange? change, TAnswer answer)
        where TChange : class
        where TAnswer : notnull => new(change, answer);
}
