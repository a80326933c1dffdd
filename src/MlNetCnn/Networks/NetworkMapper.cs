using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Runs a network over a column of pictures, a batch at a time; the next batch is decoded meanwhile.</summary>
internal class NetworkMapper : ColumnMapper<NetworkBatch>
{
    private readonly DataViewSchema.Column _input;
    private readonly Network _network;
    private readonly int _batchSize;
    private readonly string _wantedBy;
    private volatile bool _checksValues;

    /// <summary>Binds to a schema and compiles the network for the pictures' shape.</summary>
    /// <param name="schema">Schema of the data.</param>
    /// <param name="input">The column of pictures.</param>
    /// <param name="network">What runs.</param>
    /// <param name="batchSize">Pictures per batch.</param>
    /// <param name="wantedBy">Name of the transform, for errors.</param>
    /// <param name="columns">The columns made, from the shapes of the network's outputs.</param>
    /// <param name="flatten">Whether the column's dimensions are taken as one.</param>
    /// <param name="step">What is done to the pixels before they enter, by options of the component; null where it has none.</param>
    public NetworkMapper(
        DataViewSchema schema, string input, Network network, int batchSize, string wantedBy, Func<IReadOnlyList<Shape>, IReadOnlyList<DataViewSchema.DetachedColumn>> columns,
        bool flatten = false, PixelStep? step = null)
        : base(schema)
    {
        (_input, InputShape) = Columns.FloatVector(schema, input, wantedBy);
        if (flatten) InputShape = [checked((int)InputShape.Count)];
        if (network.Model.Inputs.Count != 1)
            throw new ArgumentException($"{wantedBy} takes models of one input; '{network.Model.Name}' has {network.Model.Inputs.Count}.");
        if (!network.Model.InputShape.Accepts(InputShape))
            throw new ArgumentException($"{wantedBy}: the model '{network.Model.Name}' takes {network.Model.InputShape.ToBatchString()}; the column '{input}' holds {InputShape.ToBatchString()}.");
        (_network, _batchSize, _wantedBy) = (network, batchSize, wantedBy);
        _checksValues = PixelCheck.Column(_input, network.Model, step ?? new PixelStep(Preprocessing.None), step is not null, wantedBy);
        OutputShapes = network.For(InputShape).OutputShapes;
        Inputs = [_input];
        Outputs = columns(OutputShapes);
    }

    /// <summary>Shape of a picture.</summary>
    public Shape InputShape { get; }

    /// <summary>Shapes of the network's outputs.</summary>
    public IReadOnlyList<Shape> OutputShapes { get; }

    public override IReadOnlyList<DataViewSchema.Column> Inputs { get; }

    public override IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; }

    public override int BatchSize => _batchSize;

    public override bool ReadsAhead => true;

    public override NetworkBatch NewBatch(int capacity) => new(capacity, (int)InputShape.Count, [.. OutputShapes.Select(s => (int)s.Count)]);

    public override Action<NetworkBatch, int> CreateReader(DataViewRow source)
    {
        var get = source.GetGetter<VBuffer<float>>(_input);
        VBuffer<float> picture = default;
        return (batch, slot) =>
        {
            get(ref picture);
            picture.CopyTo(batch.Input(slot).Span);
        };
    }

    public override void Run(NetworkBatch batch, int count) => Predict(batch.Inputs.AsMemory(0, count * (int)InputShape.Count), count, slot => slot, batch);

    public override Delegate CreateGetter(int output, Func<(NetworkBatch Batch, int Slot)> current) =>
        (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) =>
        {
            var (batch, slot) = current();
            VectorValue.Set<float>(ref value, batch.Output(output, slot));
        });

    /// <summary>Runs the network over packed pictures and puts each result into the slot it belongs to.</summary>
    protected void Predict(Memory<float> pictures, int count, Func<int, int> slotOf, NetworkBatch batch)
    {
        if (_checksValues && count > 0)
        {
            // Of a column of which nothing is known the first batch must do.
            PixelCheck.Values(pictures.Span, _network.Model, _input.Name, _wantedBy);
            _checksValues = false;
        }

        var results = _network.Predict(InputShape, new Tensor(count, InputShape, pictures));
        for (var output = 0; output < results.Count; output++)
            for (var i = 0; i < count; i++) results[output][i].CopyTo(batch.Output(output, slotOf(i)));
    }
}
