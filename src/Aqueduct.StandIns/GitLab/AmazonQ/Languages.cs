namespace Aqueduct.StandIns.GitLab.AmazonQ;

/// <summary>GitLab's own names of programming languages, which it sends unmapped.</summary>
internal static class Languages
{
    private static readonly Dictionary<string, string> ByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".c"] = "C",
        [".cpp"] = "C++",
        [".cs"] = "C#",
        [".go"] = "Go",
        [".java"] = "Java",
        [".js"] = "JavaScript",
        [".kt"] = "Kotlin",
        [".php"] = "PHP",
        [".py"] = "Python",
        [".rb"] = "Ruby",
        [".rs"] = "Rust",
        [".scala"] = "Scala",
        [".sh"] = "Shell",
        [".sql"] = "SQL",
        [".swift"] = "Swift",
        [".ts"] = "TypeScript",
    };

    /// <summary>Empty when GitLab does not know the extension.</summary>
    public static string Of(string fileName) => ByExtension.GetValueOrDefault(Path.GetExtension(fileName), "");
}
