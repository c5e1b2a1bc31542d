namespace Ghc.Web.Tests.Support;

/// <summary>Numbers of permits that nobody else has.</summary>
public static class Permits
{
    private static int count = 30_000_000;

    /// <summary>Of a Taiwan permit: eight digits for life.</summary>
    public static string Next() => $"{Interlocked.Increment(ref count)}";
}
