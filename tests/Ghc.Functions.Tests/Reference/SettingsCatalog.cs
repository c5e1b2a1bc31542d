using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Ghc.Functions.Senders;

namespace Ghc.Functions.Tests.Reference;

/// <summary>A setting as the name of an environment variable, with its default, its bounds and what it is for.</summary>
internal sealed record CatalogSetting(string Name, string Default, string Bounds, string Summary, string Type);

/// <summary>Every member of every options class that the product binds to a section.</summary>
internal static partial class SettingsCatalog
{
    private const string DependsOnTheMachine = "number of processors";

    private static readonly IReadOnlyList<Assembly> Product =
    [
        typeof(Features).Assembly,
        typeof(Platform.PlatformServices).Assembly,
        typeof(Domain.ChinaTime).Assembly,
    ];

    public static readonly IReadOnlyList<CatalogSetting> All =
    [
        .. Sections()
            .SelectMany(section => Members(section.Section, section.Type))
            .OrderBy(setting => setting.Name, StringComparer.Ordinal),
    ];

    private static IEnumerable<(string Section, Type Type)> Sections() =>
        SourceFiles
            .Texts.SelectMany(text => Binding().Matches(text))
            .Where(match => match.Groups["type"].Value != "TOptions")
            .Select(match => (Section(match.Groups["section"].Value), TypeNamed(match.Groups["type"].Value)))
            .Concat(Enum.GetValues<SenderKind>().Select(kind => (SenderOptions.Section(kind), typeof(SenderOptions))));

    private static string Section(string written) =>
        written.StartsWith('"')
            ? written.Trim('"')
            : (string)TypeNamed(written.Split('.')[0]).GetField(written.Split('.')[1])!.GetRawConstantValue()!;

    private static Type TypeNamed(string name) => Product.SelectMany(assembly => assembly.GetTypes()).Single(type => type.Name == name);

    private static IEnumerable<CatalogSetting> Members(string prefix, Type type)
    {
        var defaults = Activator.CreateInstance(type);
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
        {
            var name = $"{prefix}__{property.Name}";
            if (property.PropertyType.Namespace?.StartsWith("Ghc.", StringComparison.Ordinal) == true && property.PropertyType.IsClass)
            {
                foreach (var inner in Members(name, property.PropertyType))
                {
                    yield return inner with
                    {
                        Summary = string.Join(
                            ' ',
                            new[] { SourceFiles.Summary(type.Name, property.Name), inner.Summary }.Where(text => text.Length > 0)
                        ),
                    };
                }
            }
            else
            {
                var bounds = property.GetCustomAttribute<RangeAttribute>() is { } range
                    ? $"{Text(range.Minimum)} to {Text(range.Maximum)}"
                    : "";
                yield return new CatalogSetting(
                    typeof(IDictionary).IsAssignableFrom(property.PropertyType) ? $"{name}__ID" : name,
                    Default(property, defaults),
                    bounds,
                    SourceFiles.Summary(type.Name, property.Name),
                    type.Name
                );
            }
        }
    }

    private static string Default(PropertyInfo property, object? defaults)
    {
        var value = property.GetValue(defaults);
        return property is { Name: "Concurrency", PropertyType: var type }
            && type == typeof(int)
            && Equals(value, Environment.ProcessorCount)
                ? DependsOnTheMachine
            : value is null or "" or IDictionary ? "none"
            : $"{Text(value)}{Unit(property)}";
    }

    private static string Text(object value) =>
        value switch
        {
            TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
            bool flag => flag ? "true" : "false",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

    private static string Unit(PropertyInfo property) =>
        property.PropertyType == typeof(TimeSpan) ? " (d.hh:mm:ss)"
        : property.PropertyType == typeof(int) && UnitInName().Match(property.Name) is { Success: true } unit
            ? $" {unit.Value.ToLowerInvariant()}"
        : "";

    [GeneratedRegex(@"AddValidated<(?<type>\w+), \w+>\((?<section>[^)]+)\)")]
    private static partial Regex Binding();

    [GeneratedRegex("(Days|Hours|Minutes|Seconds)$")]
    private static partial Regex UnitInName();
}
