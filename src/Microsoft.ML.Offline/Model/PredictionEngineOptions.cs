using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Settings of a prediction engine.</summary>
public sealed class PredictionEngineOptions
{
    /// <summary>Whether members of the output class without a column are left alone.</summary>
    public bool IgnoreMissingColumns = true;

    /// <summary>The columns of the input class, or null.</summary>
    public SchemaDefinition InputSchemaDefinition;

    /// <summary>The columns of the output class, or null.</summary>
    public SchemaDefinition OutputSchemaDefinition;

    /// <summary>Whether disposing the engine disposes the transformer.</summary>
    public bool OwnsTransformer = true;
}
