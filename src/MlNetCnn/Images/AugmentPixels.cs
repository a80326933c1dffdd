using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Keras;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Varies pictures in a column of float vectors. A row's position in its view decides, so views of it are not shuffled.</summary>
internal sealed class AugmentPixels : ColumnMapper<AugmentPixels.Batch>
{
    private readonly AugmentImagesOptions _options;
    private readonly DataViewSchema.Column _input;
    private readonly Shape _shape;

    public AugmentPixels(AugmentImagesOptions options, DataViewSchema schema)
        : base(schema)
    {
        _options = options;
        (_input, _shape) = Columns.FloatVector(schema, options.Input, "AugmentImages");
        if (_shape.Rank != 3)
            throw new ArgumentException($"AugmentImages needs pictures, (height, width, channels); the column '{options.Input}' has the shape {_shape}.");
        if (options.Augmentation.BrightnessRange is not null && _shape[2] is not (1 or 3 or 4))
            throw new ArgumentException($"AugmentImages with a BrightnessRange needs pictures of 1, 3 or 4 channels; the column '{options.Input}' has the shape {_shape}.");
        Inputs = [_input];
        Outputs = [new DataViewSchema.DetachedColumn(options.OutputColumnName, Columns.FloatVectorType(_shape), PixelHistory.Of(_input)?.ToAnnotations())];
    }

    public override IReadOnlyList<DataViewSchema.Column> Inputs { get; }

    public override IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; }

    public override int BatchSize => 4 * Environment.ProcessorCount;

    private int Length => (int)_shape.Count;

    public override Batch NewBatch(int capacity) => new(capacity, Length);

    public override Action<Batch, int> CreateReader(DataViewRow source)
    {
        var get = source.GetGetter<VBuffer<float>>(_input);
        VBuffer<float> buffer = default;
        return (batch, slot) =>
        {
            get(ref buffer);
            buffer.CopyTo(batch.Pixels[slot]);
            batch.Positions[slot] = source.Position;
        };
    }

    public override void Run(Batch batch, int count)
    {
        if (count == 1) Vary(0);
        else Parallel.For(0, count, Vary);

        void Vary(int slot) => _options.Augmentation.Draw(_options.Seed, _options.Epoch, batch.Positions[slot], _shape[0], _shape[1])
            .Apply(batch.Pixels[slot], batch.Varied[slot], _shape[0], _shape[1], _shape[2]);
    }

    public override Delegate CreateGetter(int output, Func<(Batch Batch, int Slot)> current) => (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) =>
    {
        var (batch, slot) = current();
        VectorValue.Set<float>(ref value, batch.Varied[slot]);
    });

    /// <summary>Pictures of some rows, before and after.</summary>
    internal sealed class Batch(int capacity, int length)
    {
        public readonly long[] Positions = new long[capacity];
        public readonly float[][] Pixels = Rows(capacity, length);
        public readonly float[][] Varied = Rows(capacity, length);

        private static float[][] Rows(int capacity, int length)
        {
            var rows = new float[capacity][];
            for (var i = 0; i < capacity; i++) rows[i] = new float[length];
            return rows;
        }
    }
}
