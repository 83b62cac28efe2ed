namespace Aqueduct.Setup;

/// <summary>What a person can meet: which value, why, and how to cure it.</summary>
/// <param name="Code">Kebab-case, append-only.</param>
/// <param name="Detail">What is wrong, naming the value.</param>
/// <param name="Fix">What to do, as an instruction; a command where there is one.</param>
public sealed record Failure(string Code, string Detail, string Fix);
