using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>An output column and the input column it comes from.</summary>
public sealed class InputOutputColumnPair
{
    /// <summary>A pair; without an input name both have the output's.</summary>
    public InputOutputColumnPair(string outputColumnName, string inputColumnName = null)
    {
        Contracts.CheckNonEmpty(outputColumnName, nameof(outputColumnName));
        OutputColumnName = outputColumnName;
        InputColumnName = inputColumnName ?? outputColumnName;
    }

    /// <summary>The input column's name.</summary>
    public string InputColumnName { get; }

    /// <summary>The output column's name.</summary>
    public string OutputColumnName { get; }

    internal static (string OutputColumnName, string InputColumnName)[] ToTuples(InputOutputColumnPair[] columns)
    {
        Contracts.CheckValue(columns, nameof(columns));
        return Array.ConvertAll(columns, pair => (pair.OutputColumnName, pair.InputColumnName));
    }
}
