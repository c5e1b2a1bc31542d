using System.Text;

namespace Ghc.Functions.LabResults.Formats;

/// <summary>The delimiters of a message (MSH-1 and MSH-2) and its character set, which escapes in hexadecimal are written in.</summary>
internal sealed record Hl7Syntax(char Field, char Component, char Repetition, char Escape, char Subcomponent, Encoding Encoding);

/// <summary>One segment of a message. Fields, repetitions, components and subcomponents are counted from 1, as in the standard.</summary>
internal sealed class Hl7Segment(string text, int line, Hl7Syntax syntax)
{
    private readonly string[] fields = text.Split(syntax.Field);

    public string Name => fields[0];

    public string Text => text;

    /// <summary>An empty segment in the place of one that was left out.</summary>
    public Hl7Segment Named(string name) => new(name, line, syntax);

    /// <summary>How a refusal names a field: <c>line 7 OBX-5</c>.</summary>
    public string Place(int field) => $"line {line} {Name}-{field}";

    /// <summary>The first repetition's component, without escapes; empty if it is not there. MSH-1 is the delimiter itself.</summary>
    public string Value(int field, int component = 1) => Repetitions(field) is [var first, ..] ? first.Value(component) : "";

    public IReadOnlyList<Hl7Field> Repetitions(int field)
    {
        var index = Name == "MSH" ? field - 1 : field;
        return index < fields.Length && fields[index].Length > 0
            ? [.. fields[index].Split(syntax.Repetition).Select(repetition => new Hl7Field(repetition, syntax))]
            : [];
    }
}

/// <summary>One repetition of a field.</summary>
internal sealed class Hl7Field(string text, Hl7Syntax syntax)
{
    private readonly string[] components = text.Split(syntax.Component);

    /// <summary>The first subcomponent. Two double quotes mean "delete what you have", which is nothing here.</summary>
    public string Value(int component)
    {
        var value =
            component > components.Length ? "" : Hl7Escapes.Read(components[component - 1].Split(syntax.Subcomponent)[0], syntax).Trim();
        return value == "\"\"" ? "" : value;
    }

    /// <summary>A coded value (CE, CWE): its code, the alternate code and the original text.</summary>
    public IReadOnlyList<GivenCode> Codes() =>
        [
            .. new[] { Code(1, 2, 3), Code(4, 5, 6), new GivenCode(null, null, Optional(9)) }.Where(code =>
                code.Code is not null || code.Text is not null
            ),
        ];

    /// <summary>A plain text, delimiters included.</summary>
    public string Text() => Hl7Escapes.Read(text, syntax).Trim();

    private GivenCode Code(int code, int name, int system) => new(Optional(system), Optional(code), Optional(name));

    private string? Optional(int component) => Value(component) is { Length: > 0 } value ? value : null;
}
