using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Extensions;
using ArchUnitNET.Loader;
using Assembly = System.Reflection.Assembly;

namespace Ghc.Architecture.Tests;

/// <summary>
/// Compiled code with three floors, <c>ROOT.Domain</c>, <c>ROOT.Platform</c> and <c>ROOT.Functions</c>: the product, or types that break
/// its rules on purpose.
/// </summary>
public sealed class House(string root, params Assembly[] assemblies)
{
    public static readonly House Product = new(
        "Ghc",
        typeof(Domain.Outcome<>).Assembly,
        typeof(Platform.PlatformServices).Assembly,
        typeof(Functions.Features).Assembly
    );

    public static readonly House Planted = new("Planted", typeof(House).Assembly);

    public ArchUnitNET.Domain.Architecture Architecture { get; } = new ArchLoader().LoadAssemblies(assemblies).Build();

    public IEnumerable<IType> Types() => Architecture.Types.Where(IsInside);

    /// <summary>Every use of a type by another, both in this house.</summary>
    public IEnumerable<(IType From, IType To)> Uses() =>
        from type in Types()
        from used in type.GetTypeDependencies().Distinct()
        where IsInside(used) && used is not GenericParameter
        select (type, used);

    /// <summary>
    /// The folder of a floor that a type belongs to, for the features that of <c>Functions</c>; null for a type of another floor, and for
    /// one beside the folders.
    /// </summary>
    public string? FolderOf(IType type, string floor) =>
        NamespaceOf(type).StartsWith($"{root}.{floor}.", StringComparison.Ordinal) ? NamespaceOf(type).Split('.')[2] : null;

    /// <summary>Empty for a type parameter.</summary>
    public static string NamespaceOf(IType type) => type.Namespace?.FullName ?? "";

    private bool IsInside(IType type) => NamespaceOf(type).StartsWith($"{root}.", StringComparison.Ordinal);
}
