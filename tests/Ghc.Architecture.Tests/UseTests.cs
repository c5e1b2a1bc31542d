using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Extensions;

namespace Ghc.Architecture.Tests;

/// <summary>What only some types may use.</summary>
public sealed class UseTests
{
    [Fact]
    public void TableEntities_AreUsedInTableClassesOnly() => Assert.Empty(UsersOfTableEntities(House.Product));

    [Fact]
    public void TableEntities_PlantedUse_IsFound() =>
        Assert.Equal(["ScanThatMakesRows", "LoopOfItsOwn"], UsersOfTableEntities(House.Planted));

    [Fact]
    public void JsonTypes_AreThoseOfTheContract() => Assert.Empty(UsersOfDefaultJson(House.Product));

    [Fact]
    public void JsonTypes_PlantedUseOfDefault_IsFound() => Assert.Equal(["AnswerInTheWrongForm"], UsersOfDefaultJson(House.Planted));

    [Fact]
    public void Pauses_AreOfTheUpdatePrimitiveOnly() => Assert.Equal(["OptimisticConcurrency"], UsersOfPauses(House.Product));

    [Fact]
    public void Pauses_PlantedRetryLoop_IsFound() => Assert.Equal(["LoopOfItsOwn"], UsersOfPauses(House.Planted));

    [Fact]
    public void TriedWrites_AreOfTableClassesOnly() => Assert.Empty(UsersOfTriedWrites(House.Product));

    [Fact]
    public void TriedWrites_PlantedUse_IsFound() => Assert.Equal(["LoopOfItsOwn"], UsersOfTriedWrites(House.Planted));

    /// <summary>A retry loop waits between its tries; nothing else in the app has to wait.</summary>
    private static List<string> UsersOfPauses(House house) =>
        [
            .. from type in house.Types()
            where
                type.GetCalledMethods()
                    .Any(method =>
                        method.DeclaringType.FullName == "System.Threading.Tasks.Task"
                        && method.Name.StartsWith("Delay(", StringComparison.Ordinal)
                    )
            select type.Name,
        ];

    /// <summary>Storage itself and classes whose name ends in Table.</summary>
    private static List<string> UsersOfTriedWrites(House house) =>
        [
            .. from type in house.Types()
            where !IsStorage(type)
            where
                type.GetCalledMethods()
                    .Any(method => method.DeclaringType.Name == "SealedRows" && method.Name.StartsWith("Try", StringComparison.Ordinal))
            select type.Name,
        ];

    private static bool IsStorage(IType type) =>
        House.NamespaceOf(type).EndsWith(".Platform.Storage", StringComparison.Ordinal)
        || type.Name.EndsWith("Table", StringComparison.Ordinal);

    /// <summary>Storage itself and classes whose name ends in Table.</summary>
    private static List<string> UsersOfTableEntities(House house) =>
        [
            .. from type in house.Types()
            where !IsStorage(type)
            where type.GetTypeDependencies().Any(used => used.FullName == "Azure.Data.Tables.TableEntity")
            select type.Name,
        ];

    /// <summary>
    /// Every context has a Default as well, whose options are not those of <see cref="Platform.Json.JsonContract"/>. The client of the text
    /// provider is left out: it writes the provider's JSON, not ours.
    /// </summary>
    private static List<string> UsersOfDefaultJson(House house) =>
        [
            .. from type in house.Types()
            where !House.NamespaceOf(type).EndsWith(".Texting.Provider", StringComparison.Ordinal)
            where
                type.GetCalledMethods()
                    .Any(method => method.Name == "get_Default()" && method.DeclaringType.IsAssignableTo(ContextOf(house)))
            select type.Name,
        ];

    private static IType ContextOf(House house) =>
        house.Architecture.ReferencedTypes.Single(type => type.FullName == "System.Text.Json.Serialization.JsonSerializerContext");
}
