using Microsoft.ML;
using MlNetCnn.Keras;
using MlNetCnn.Persistence;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Runs a Keras model over pictures. Made by <c>ml.Cnn.ApplyModel</c>.</summary>
[TransformerName("ApplyModel")]
public sealed class ApplyModelTransformer : CnnTransformer, IDisposable
{
    private readonly Network _network;

    internal ApplyModelTransformer(Model model, ApplyModelOptions options)
    {
        Options = options;
        _network = new Network(model, null, options.Engine, options.Threads);
    }

    /// <summary>The settings.</summary>
    public ApplyModelOptions Options { get; }

    /// <summary>The model.</summary>
    public Model Model => _network.Model;

    /// <summary>Releases the compiled model; a later use compiles it again.</summary>
    public void Dispose() => _network.Dispose();

    internal static ApplyModelTransformer Load(TransformerReader reader)
    {
        var options = reader.ReadSettings<ApplyModelOptions>();
        options.Validate();
        return new ApplyModelTransformer(NetworkArchive.Read(reader), options with { Engine = reader.Engine });
    }

    private protected override IColumnMapper Bind(DataViewSchema inputSchema) =>
        new NetworkMapper(inputSchema, Options.InputColumnName, _network, Options.BatchSize, "ApplyModel", MakeColumns);

    private protected override void Save(ModelSaveContext context) =>
        NetworkArchive.Write(new TransformerWriter(context, "ApplyModel", Options), Model);

    private IReadOnlyList<DataViewSchema.DetachedColumn> MakeColumns(IReadOnlyList<Shape> shapes)
    {
        if (shapes.Count != 1) throw new ArgumentException($"ApplyModel takes models of one output; '{Model.Name}' has {shapes.Count}.");
        var annotations = new DataViewSchema.Annotations.Builder();
        if (Options.ClassNames is { } names)
        {
            if (names.Count != shapes[0].Count)
                throw new ArgumentException($"ApplyModel: the model '{Model.Name}' has an output of {shapes[0].Count} values, but {names.Count} class names were given.");
            AnnotationColumns.AddSlotNames(annotations, names);
        }

        return [new DataViewSchema.DetachedColumn(Options.OutputColumnName, Columns.FloatVectorType(shapes[0]), annotations.ToAnnotations())];
    }
}
