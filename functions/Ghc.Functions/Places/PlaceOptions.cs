using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Places;

/// <summary>Section <c>Places</c>.</summary>
public sealed class PlaceOptions
{
    /// <summary>
    /// Places registered and roles given by one person on one day in China. Each invitation is a text with a place's name to a phone that
    /// nobody has proven; the largest gate has fewer inspectors than this.
    /// </summary>
    [Range(1, 1000)]
    public int InvitationsPerDay { get; set; } = 50;
}

[OptionsValidator]
public sealed partial class PlaceOptionsValidator : IValidateOptions<PlaceOptions>;
