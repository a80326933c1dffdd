using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Transforms given as code.</summary>
public static class CustomMappingCatalog
{
    /// <summary>Maps rows by an action; it can be saved only under a contract name that a factory answers to.</summary>
    public static CustomMappingEstimator<TSrc, TDst> CustomMapping<TSrc, TDst>(this TransformsCatalog catalog, Action<TSrc, TDst> mapAction, string contractName,
        SchemaDefinition inputSchemaDefinition = null, SchemaDefinition outputSchemaDefinition = null)
        where TSrc : class, new()
        where TDst : class, new()
        => new(catalog.Environment, mapAction, contractName, inputSchemaDefinition, outputSchemaDefinition);
}
