using System.Diagnostics;
using Ghc.Bench.People;
using Ghc.Bench.Servers;

namespace Ghc.Bench.Endurance;

/// <summary>
/// Scans, codes and sign-ins at the same rates against the bare functions, when nothing breaks: what storage, worker and host take of the
/// latencies.
/// </summary>
internal static class FloorLoad
{
    private const int AnswerBytes = 1000;

    public static async Task<IReadOnlyDictionary<LoadKind, Tally>> RunAsync(
        ServedApp floor,
        Cast cast,
        TimeSpan duration,
        CancellationToken cancellation
    )
    {
        var code = cast.MintCode(cast.People[0]);
        var requests = new Dictionary<LoadKind, Func<Person, HttpRequestMessage>>
        {
            [LoadKind.Scan] = person => Requests.Bare(Requests.Scan(code, cast.Shift), person, "/scan?verify=1&", AnswerBytes),
            [LoadKind.Code] = person => Requests.Bare(Requests.Code(person), person, "/code?sign=1&", AnswerBytes),
            [LoadKind.SignIn] = person => Requests.Bare(Requests.Login(person), person, "/login?sign=1&", AnswerBytes),
        };
        var tallies = requests.Keys.ToDictionary(kind => kind, _ => new Tally());
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(
            requests.Select(each =>
                Pace.RunAsync(
                    LoadPlan.Rates[each.Key],
                    duration,
                    async (number, due) =>
                    {
                        await floor.CallAsync(each.Value(cast.People[number % cast.People.Count]), cancellation);
                        tallies[each.Key].Answered(clock.Elapsed - due, isCalm: true);
                    },
                    cancellation
                )
            )
        );
        return tallies;
    }
}
