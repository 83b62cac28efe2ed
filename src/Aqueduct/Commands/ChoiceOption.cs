using System.CommandLine;

namespace Aqueduct.Commands;

/// <summary>An option that takes one of a few words: the members of an enumeration, in lower case unless other words are given.</summary>
internal static class ChoiceOption
{
    /// <summary>Null when it is left out.</summary>
    public static Option<T?> Create<T>(string name, string description)
        where T : struct, Enum =>
        Create(name, description, Enum.GetNames<T>().ToDictionary(n => n.ToLowerInvariant(), Enum.Parse<T>));

    /// <param name="words">What can be written, and what it means.</param>
    public static Option<T?> Create<T>(string name, string description, IReadOnlyDictionary<string, T> words)
        where T : struct, Enum
    {
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
