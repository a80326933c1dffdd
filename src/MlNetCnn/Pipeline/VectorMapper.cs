using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Keras;

namespace MlNetCnn.Pipeline;

/// <summary>Maps a float vector to one of the same shape, value by value, row by row.</summary>
internal sealed class VectorMapper : ColumnMapper<float[]>
{
    private readonly DataViewSchema.Column _input;
    private readonly Shape _shape;
    private readonly Action<Span<float>> _map;

    /// <summary>Binds to a schema.</summary>
    /// <param name="schema">Schema of the data.</param>
    /// <param name="output">The column made.</param>
    /// <param name="input">The column read.</param>
    /// <param name="wantedBy">Name of the transform, for errors.</param>
    /// <param name="check">Refuses a shape; may be null.</param>
    /// <param name="map">Changes the values in place.</param>
    /// <param name="history">What has been done to pixels afterwards, from what had been done before; may be null.</param>
    public VectorMapper(DataViewSchema schema, string output, string input, string wantedBy, Action<Shape>? check, Action<Span<float>> map, Func<PixelHistory?, PixelHistory?>? history = null)
        : base(schema)
    {
        (_input, _shape) = Columns.FloatVector(schema, input, wantedBy);
        check?.Invoke(_shape);
        _map = map;
        Inputs = [_input];
        Outputs = [new DataViewSchema.DetachedColumn(output, Columns.FloatVectorType(_shape), history?.Invoke(PixelHistory.Of(_input))?.ToAnnotations())];
    }

    public override IReadOnlyList<DataViewSchema.Column> Inputs { get; }

    public override IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; }

    public override float[] NewBatch(int capacity) => new float[_shape.Count * capacity];

    public override Action<float[], int> CreateReader(DataViewRow source)
    {
        var get = source.GetGetter<VBuffer<float>>(_input);
        VBuffer<float> buffer = default;
        return (batch, _) =>
        {
            get(ref buffer);
            buffer.CopyTo(batch);
        };
    }

    public override void Run(float[] batch, int count) => _map(batch);

    public override Delegate CreateGetter(int output, Func<(float[] Batch, int Slot)> current) =>
        (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) => VectorValue.Set<float>(ref value, current().Batch));
}
