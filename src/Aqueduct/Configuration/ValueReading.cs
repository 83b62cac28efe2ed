namespace Aqueduct.Configuration;

/// <summary>From what a source wrote to a value of the setting's type, or to faults.</summary>
internal static class ValueReading
{
    public static bool TryRead(SettingNode setting, RawValue raw, List<ConfigurationFault> faults, out object? value)
    {
        value = null;
        var before = faults.Count;
        if (setting.Kind is SettingKind.List)
        {
            value = ReadList(setting, raw, faults);
        }
        else if (raw is RawScalar { Text: { } text })
        {
            var complaint = setting.Kind switch
            {
                SettingKind.Flag => ReadFlag(text, out value),
                SettingKind.Choice => ReadChoice(setting, text, out value),
                _ => ReadText(setting, text, out value),
            };
            if (complaint is not null)
                faults.Add(FaultOf(setting, raw, complaint));
        }
        else
        {
            faults.Add(FaultOf(setting, raw, new("One value is expected here.", $"Write it as '{setting.Name}: value'.")));
        }
        return faults.Count == before;
    }

    private static Complaint? ReadText(SettingNode setting, string text, out object? value)
    {
        value = text;
        return setting.Rule.Check(text);
    }

    private static Complaint? ReadFlag(string text, out object? value)
    {
        value = text is "true";
        return text is "true" or "false" ? null : new("It is neither true nor false.", "Write true or false.");
    }

    private static Complaint? ReadChoice(SettingNode setting, string text, out object? value)
    {
        var index = setting.Choices.ToList().IndexOf(text);
        value = index < 0 ? null : Enum.Parse(setting.Property.PropertyType, Enum.GetNames(setting.Property.PropertyType)[index]);
        if (index >= 0)
            return null;
        var choices = $"Write {string.Join(" or ", setting.Choices)}.";
        if (setting.Rule.NotBuilt.Contains(text))
            return new("This version does not have it yet.", choices);
        return new("It is not one of the words this setting knows.", NearestWord.Of(text, setting.Choices) is { } near ? $"Did you mean {near}?" : choices);
    }

    /// <summary>Sources without nesting write a list with commas.</summary>
    private static List<string> ReadList(SettingNode setting, RawValue raw, List<ConfigurationFault> faults)
    {
        IReadOnlyList<RawValue> items = raw switch
        {
            RawList list => list.Items,
            RawScalar { Text: { } text, Origin.Kind: OriginKind.Environment or OriginKind.Flag } =>
                [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(t => new RawScalar(t, raw.Origin))],
            _ => [],
        };
        if (raw is not RawList && items.Count is 0)
            faults.Add(FaultOf(setting, raw, new("A list is expected here.", $"Write it as '{setting.Name}: [value, value]'.")));
        var texts = new List<string>();
        foreach (var item in items)
        {
            if (item is not RawScalar { Text: { } text })
                faults.Add(FaultOf(setting, item, new("An item of this list is one value.", "Write each item as a word of its own.")));
            else if (setting.Rule.Check(text) is { } complaint)
                faults.Add(FaultOf(setting, item, complaint));
            else
                texts.Add(text);
        }
        return texts;
    }

    private static ConfigurationFault FaultOf(SettingNode setting, RawValue raw, Complaint complaint) =>
        new(setting.Key, setting.Rule.Secret ? ValueText.Secret : ValueText.Of(raw), raw.Origin, complaint.Reason, complaint.Fix);
}
