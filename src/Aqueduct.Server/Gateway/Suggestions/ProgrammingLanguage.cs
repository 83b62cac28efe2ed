using System.Collections.Frozen;

namespace Aqueduct.Server.Gateway.Suggestions;

/// <summary>Amazon Q takes a closed list of languages; editors and file names know many more words for them.</summary>
internal static class ProgrammingLanguage
{
    private const string Other = "plaintext";

    /// <summary>Source: the model of <c>ProgrammingLanguage</c>.</summary>
    private static readonly FrozenSet<string> Taken = FrozenSet.Create(
        StringComparer.Ordinal,
        "python", "javascript", "java", "csharp", "typescript", "c", "cpp", "go", "kotlin", "php", "ruby", "rust", "scala", "shell", "sql", "json",
        "yaml", "vue", "tf", "tsx", "jsx", "plaintext", "systemverilog", "dart", "lua", "swift", "powershell", "r");

    /// <summary>Language identifiers of editors. Source: the Language Server Protocol, "TextDocumentItem".</summary>
    private static readonly FrozenDictionary<string, string> Editors = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["bash"] = "shell", ["c#"] = "csharp", ["c++"] = "cpp", ["dockerfile"] = "shell", ["golang"] = "go", ["hcl"] = "tf",
        ["javascriptreact"] = "jsx", ["jsonc"] = "json", ["objective-c"] = "c", ["objective-cpp"] = "cpp", ["opentofu"] = "tf", ["ps1"] = "powershell",
        ["sh"] = "shell", ["shellscript"] = "shell", ["terraform"] = "tf", ["typescriptreact"] = "tsx", ["verilog"] = "systemverilog", ["zsh"] = "shell",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Extensions = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [".bash"] = "shell", [".c"] = "c", [".cc"] = "cpp", [".cjs"] = "javascript", [".cpp"] = "cpp", [".cs"] = "csharp", [".cxx"] = "cpp",
        [".dart"] = "dart", [".go"] = "go", [".h"] = "c", [".hpp"] = "cpp", [".java"] = "java", [".js"] = "javascript", [".json"] = "json",
        [".jsx"] = "jsx", [".kt"] = "kotlin", [".kts"] = "kotlin", [".lua"] = "lua", [".m"] = "c", [".mjs"] = "javascript", [".mm"] = "cpp",
        [".php"] = "php", [".ps1"] = "powershell", [".psm1"] = "powershell", [".py"] = "python", [".pyi"] = "python", [".r"] = "r", [".rb"] = "ruby",
        [".rs"] = "rust", [".sc"] = "scala", [".scala"] = "scala", [".sh"] = "shell", [".sql"] = "sql", [".sv"] = "systemverilog", [".svh"] = "systemverilog",
        [".swift"] = "swift", [".tf"] = "tf", [".tfvars"] = "tf", [".ts"] = "typescript", [".tsx"] = "tsx", [".v"] = "systemverilog", [".vue"] = "vue",
        [".yaml"] = "yaml", [".yml"] = "yaml", [".zsh"] = "shell",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <returns>Null when neither word nor file name says anything: then there is nothing to ask.</returns>
    public static string? Of(string? identifier, string fileName)
    {
        if (!string.IsNullOrWhiteSpace(identifier))
        {
            var word = identifier.Trim().ToLowerInvariant();
            return Taken.Contains(word) ? word : Editors.GetValueOrDefault(word, Other);
        }

        return Extensions.GetValueOrDefault(Path.GetExtension(fileName));
    }
}
