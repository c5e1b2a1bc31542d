using System.Globalization;
using System.Text.Json;

namespace Ghc.Domain.Colors;

/// <summary>
/// Reads one JSON object member by member and collects every mistake with its path: members that are missing, unknown, twice there, of the
/// wrong type or absurd. A policy is law for people; a mistyped parameter must never be read as one that was left out.
/// </summary>
internal sealed class StrictObject
{
    private static readonly string[] Instants =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
        "yyyy-MM-dd'T'HH:mmzzz",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
        "yyyy-MM-dd'T'HH:mm'Z'",
    ];

    public const string HalfACharacter = "field.characters";

    private readonly Dictionary<string, JsonElement> members = new(StringComparer.Ordinal);
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly string path;
    private readonly List<FieldError> errors;
    private readonly bool isObject = true;

    public StrictObject(JsonElement element, string path, List<FieldError> errors)
    {
        this.path = path;
        this.errors = errors;
        if (element.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new(path, "wrong-type"));
            isObject = false;
            return;
        }

        foreach (var member in element.EnumerateObject())
        {
            if (!members.TryAdd(member.Name, member.Value))
            {
                Refuse(member.Name, "duplicate");
            }
        }
    }

    /// <summary>
    /// Null for what is no text. JSON can spell half a character (<c>"\ud800"</c>), and <see cref="JsonElement"/> throws when it is read,
    /// with no Try for it: whatever is kept must have been read once, or it throws when it is shown.
    /// </summary>
    public static string? TextOf(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public bool Has(string name) => members.ContainsKey(name);

    /// <summary>What is no object at all was refused once; that it also lacks every member says nothing new.</summary>
    public void Refuse(string name, string problem)
    {
        if (isObject)
        {
            errors.Add(new(PathOf(name), problem));
        }
    }

    public void RefuseValue(string name, IEnumerable<string> allowed) => errors.Add(UnknownValue(PathOf(name), allowed));

    /// <summary>Call last: whatever was not asked for is unknown.</summary>
    public void RefuseRest()
    {
        foreach (var name in members.Keys.Where(name => !known.Contains(name)))
        {
            Refuse(name, "unknown");
        }
    }

    public string Text(string name, int longest)
    {
        if (Take(name, JsonValueKind.String) is not { } element)
        {
            return "";
        }

        if (TextOf(element) is not { } text)
        {
            Refuse(name, HalfACharacter);
            return "";
        }

        if (string.IsNullOrWhiteSpace(text) || text.Length > longest)
        {
            errors.Add(OutOfRange(PathOf(name), "text-length", 1, longest));
        }

        return text;
    }

    public int Number(string name, int least, int most) =>
        Take(name, JsonValueKind.Number) is { } element ? NumberOf(element, PathOf(name), least, most) : least;

    /// <summary>One to <paramref name="longest"/> numbers from 1 on, each higher than the one before.</summary>
    public IReadOnlyList<int> Ascending(string name, int longest, int most)
    {
        var numbers = new List<int>();
        foreach (var (element, at) in List(name))
        {
            numbers.Add(NumberOf(element, at, numbers.Count == 0 ? 1 : numbers[^1] + 1, most));
        }

        if (members[name].ValueKind == JsonValueKind.Array && numbers.Count is 0 || numbers.Count > longest)
        {
            errors.Add(OutOfRange(PathOf(name), "list-length", 1, longest));
        }

        return numbers;
    }

    public bool Flag(string name)
    {
        if (!Has(name))
        {
            return false;
        }

        known.Add(name);
        if (members[name].ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return members[name].GetBoolean();
        }

        Refuse(name, "wrong-type");
        return false;
    }

    /// <summary>An instant needs its offset: without one it would mean another time on every machine.</summary>
    public DateTimeOffset Instant(string name)
    {
        if (Take(name, JsonValueKind.String) is not { } element)
        {
            return default;
        }

        if (
            DateTimeOffset.TryParseExact(
                TextOf(element),
                Instants,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var instant
            )
        )
        {
            return instant;
        }

        Refuse(name, "invalid-instant");
        return default;
    }

    public T Choice<T>(string name)
        where T : struct, Enum => Take(name, JsonValueKind.String) is { } element ? ChoiceOf<T>(element, PathOf(name)) : default;

    public IReadOnlyList<T> Choices<T>(string name)
        where T : struct, Enum => [.. List(name).Select(item => ChoiceOf<T>(item.Element, item.Path))];

    /// <summary>
    /// Null if the member is <c>null</c>; it must be there all the same, so that no rule is switched off by forgetting it.
    /// </summary>
    public StrictObject? Nested(string name) =>
        IsNull(name) || Take(name, JsonValueKind.Object) is not { } element ? null : new(element, PathOf(name), errors);

    public IReadOnlyList<(JsonElement Element, string Path)> List(string name) =>
        Take(name, JsonValueKind.Array) is { } element ? [.. element.EnumerateArray().Select((e, i) => (e, $"{PathOf(name)}[{i}]"))] : [];

    /// <summary>An empty list is an expectation, too.</summary>
    public bool IsEmpty(string name)
    {
        var isEmpty =
            members.TryGetValue(name, out var element) && element.ValueKind == JsonValueKind.Array && element.GetArrayLength() == 0;
        if (isEmpty)
        {
            known.Add(name);
        }

        return isEmpty;
    }

    public bool IsNull(string name)
    {
        var isNull = members.TryGetValue(name, out var element) && element.ValueKind == JsonValueKind.Null;
        if (isNull)
        {
            known.Add(name);
        }

        return isNull;
    }

    private JsonElement? Take(string name, JsonValueKind kind)
    {
        known.Add(name);
        if (!members.TryGetValue(name, out var element))
        {
            Refuse(name, "required");
            return null;
        }

        if (element.ValueKind == kind)
        {
            return element;
        }

        Refuse(name, "wrong-type");
        return null;
    }

    private T ChoiceOf<T>(JsonElement element, string at)
        where T : struct, Enum
    {
        var text = TextOf(element);
        foreach (var value in Enum.GetValues<T>())
        {
            if (JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()) == text)
            {
                return value;
            }
        }

        errors.Add(UnknownValue(at, Enum.GetValues<T>().Select(value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()))));
        return default;
    }

    /// <summary>With the values that are allowed: who mistyped one sees which was meant.</summary>
    public static FieldError UnknownValue(string at, IEnumerable<string> allowed) =>
        new(at, "unknown-value") { Values = [string.Join(", ", allowed)] };

    private int NumberOf(JsonElement element, string at, int least, int most)
    {
        if (element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number) && number >= least && number <= most)
        {
            return number;
        }

        errors.Add(element.ValueKind == JsonValueKind.Number ? OutOfRange(at, "out-of-range", least, most) : new(at, "wrong-type"));
        return least;
    }

    private static FieldError OutOfRange(string at, string problem, int least, int most) =>
        new(at, problem) { Values = [least.ToString(CultureInfo.InvariantCulture), most.ToString(CultureInfo.InvariantCulture)] };

    private string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";
}
