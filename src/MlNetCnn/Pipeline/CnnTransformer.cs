using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetCnn.Pipeline;

/// <summary>What all transformers of this library share: row to row, saved into the model zip, bound to a schema by a mapper.</summary>
public abstract class CnnTransformer : ITransformer
{
    private protected CnnTransformer() { }

    bool ITransformer.IsRowToRowMapper => true;

    /// <summary>The input's columns, then the added ones.</summary>
    /// <param name="inputSchema">Schema of the data.</param>
    /// <exception cref="ArgumentException">A column is missing or of the wrong type.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(Checked(inputSchema)).OutputSchema;

    /// <summary>Adds the columns to a view. Nothing is computed until they are read.</summary>
    /// <param name="input">The data.</param>
    /// <exception cref="ArgumentException">A column is missing or of the wrong type.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new MappedDataView(Bind(input.Schema), input);
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => new MappedRows(Bind(Checked(inputSchema)));

    void ICanSaveModel.Save(ModelSaveContext ctx) => Save(ctx);

    /// <summary>Binds to the schema of data.</summary>
    private protected abstract IColumnMapper Bind(DataViewSchema inputSchema);

    /// <summary>Writes the component into a model zip.</summary>
    private protected abstract void Save(ModelSaveContext context);

    private static DataViewSchema Checked(DataViewSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return schema;
    }
}
