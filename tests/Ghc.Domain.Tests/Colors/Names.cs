using Ghc.Domain.Documents;

namespace Ghc.Domain.Tests.Colors;

internal static class Names
{
    public static PersonName Anna { get; } = new("ANNA SMITH");
}
