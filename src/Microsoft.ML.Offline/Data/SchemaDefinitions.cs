using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Definitions made from schemas.</summary>
internal static class SchemaDefinitions
{
    /// <summary>The definition of a class with the types and annotations of a schema.</summary>
    public static SchemaDefinition From<TRow>(DataViewSchema schema)
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(TRow), SchemaDefinition.Direction.Read);
        foreach (DataViewSchema.Column column in schema)
        {
            SchemaDefinition.Column member = definition[column.Name] ?? throw Contracts.Except($"Type should contain a member named {column.Name}");
            member.ColumnType = column.Type;
            foreach (DataViewSchema.Column annotation in column.Annotations.Schema)
                member.AddAnnotation(annotation.Name, annotation.Type, column.Annotations.GetGetter(annotation.Index));
        }
        return definition;
    }
}
