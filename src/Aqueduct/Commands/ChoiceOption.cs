using System.CommandLine;

namespace Aqueduct.Commands;

/// <summary>An option that takes one of a few words: the members of an enumeration in lower case.</summary>
internal static class ChoiceOption
{
    /// <summary>Null when it is left out.</summary>
    public static Option<T?> Create<T>(string name, string description)
        where T : struct, Enum
    {
        var words = Enum.GetNames<T>().ToDictionary(n => n.ToLowerInvariant(), Enum.Parse<T>, StringComparer.Ordinal);
        var option = new Option<T?>(name)
        {
            Description = description,
            HelpName = string.Join('|', words.Keys),
            CustomParser = argument =>
            {
                if (words.TryGetValue(argument.Tokens[^1].Value, out var value))
                    return value;
                argument.AddError($"{name} '{argument.Tokens[^1].Value}' is none of {string.Join(", ", words.Keys)}.");
                return null;
            },
        };
        option.CompletionSources.Add([.. words.Keys]);
        return option;
    }
}
