using System.Security.Cryptography;
using Azure;
using Ghc.Domain;

namespace Ghc.Platform.Storage;

/// <summary>
/// The one way to change what is stored: read, decide, write if nothing changed meanwhile, else again. Tables offer it for what they hold
/// (docs/adr/0025).
/// </summary>
public static class OptimisticConcurrency
{
    private const int MaxTries = 24;

    /// <param name="decide">Runs once per try. What it does besides deciding must be repeatable.</param>
    /// <param name="tryWrite">False if somebody else wrote since <paramref name="read"/>. A conflict with its own write, whose answer was
    /// lost, is none.</param>
    public static Task<Outcome<TAnswer>> UpdateAsync<TState, TChange, TAnswer>(
        Func<Task<TState>> read,
        Func<TState, Task<Decision<TChange, TAnswer>>> decide,
        Func<TState, TChange, Task<bool>> tryWrite,
        CancellationToken cancellation
    )
        where TChange : class
        where TAnswer : notnull =>
        RepeatAsync(
            async () =>
            {
                var state = await read();
                var (change, answer) = await decide(state);
                return (change is null || await tryWrite(state, change), answer);
            },
            cancellation
        );

    /// <summary>The same for a decision that follows from the state alone.</summary>
    public static Task<Outcome<TAnswer>> UpdateAsync<TState, TChange, TAnswer>(
        Func<Task<TState>> read,
        Func<TState, Decision<TChange, TAnswer>> decide,
        Func<TState, TChange, Task<bool>> tryWrite,
        CancellationToken cancellation
    )
        where TChange : class
        where TAnswer : notnull => UpdateAsync(read, state => Task.FromResult(decide(state)), tryWrite, cancellation);

    /// <summary>Repeats <paramref name="attempt"/> until it is done, after a random pause that grows.</summary>
    internal static async Task<T> RepeatAsync<T>(Func<Task<(bool IsDone, T Result)>> attempt, CancellationToken cancellation)
    {
        for (var tries = 1; tries <= MaxTries; tries++)
        {
            var (isDone, result) = await attempt();
            if (isDone)
            {
                return result;
            }

            await Task.Delay(RandomNumberGenerator.GetInt32(1, 10 * tries), cancellation);
        }

        throw new RequestFailedException(412, "The row was changed by others time and again.");
    }
}
