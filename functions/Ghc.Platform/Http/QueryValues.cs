using System.Globalization;
using Ghc.Domain;
using Microsoft.AspNetCore.Http;

namespace Ghc.Platform.Http;

/// <summary>Query parameters, parsed as strictly as bodies.</summary>
public static class QueryValues
{
    public static Outcome<int> Number(HttpRequest request, string name, int fallback, int min, int max)
    {
        var values = request.Query[name];
        return values.Count switch
        {
            0 => fallback,
            1
                when int.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && number >= min
                    && number <= max => number,
            _ => Refusal.OutOfRange(name, "query.number", min, max),
        };
    }
}
