using Ghc.Domain.Documents;

namespace Ghc.Domain.Tests.Colors;

internal static class Names
{
    public static PersonName Anna { get; } =
        PersonName.Parse("ANNA SMITH").Refused(out _, out var name) ? throw new InvalidOperationException() : name;
}
