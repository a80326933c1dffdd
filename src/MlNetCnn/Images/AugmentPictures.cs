using Microsoft.ML;
using MlNetCnn.Imaging;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Varies pictures of any size. A row's position in its view decides, so views of it are not shuffled.</summary>
internal sealed class AugmentPictures : ColumnMapper<AugmentPictures.Batch>
{
    private readonly AugmentImagesOptions _options;
    private readonly DataViewSchema.Column _input;

    public AugmentPictures(AugmentImagesOptions options, DataViewSchema schema)
        : base(schema)
    {
        _options = options;
        _input = Getters.Find(schema, options.Input, "AugmentImages");
        Inputs = [_input];
        Outputs = [new DataViewSchema.DetachedColumn(options.OutputColumnName, CnnImageDataViewType.Instance, null)];
    }

    public override IReadOnlyList<DataViewSchema.Column> Inputs { get; }

    public override IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; }

    public override int BatchSize => 4 * Environment.ProcessorCount;

    public override Batch NewBatch(int capacity) => new(capacity);

    public override Action<Batch, int> CreateReader(DataViewRow source)
    {
        var get = source.GetGetter<Image>(_input);
        return (batch, slot) =>
        {
            get(ref batch.Pictures[slot]!);
            batch.Positions[slot] = source.Position;
        };
    }

    public override void Run(Batch batch, int count)
    {
        if (count == 1) Vary(0);
        else Parallel.For(0, count, Vary);

        void Vary(int slot)
        {
            if (batch.Pictures[slot] is not { } picture) return;
            batch.Pictures[slot] = _options.Augmentation.Draw(_options.Seed, _options.Epoch, batch.Positions[slot], picture.Height, picture.Width).Apply(picture);
        }
    }

    public override Delegate CreateGetter(int output, Func<(Batch Batch, int Slot)> current) => (ValueGetter<Image>)((ref Image value) =>
    {
        var (batch, slot) = current();
        value = batch.Pictures[slot] ?? throw new InvalidOperationException($"The column '{_input.Name}' holds no picture in this row.");
    });

    /// <summary>Pictures of some rows.</summary>
    internal sealed class Batch(int capacity)
    {
        public readonly long[] Positions = new long[capacity];
        public readonly Image?[] Pictures = new Image?[capacity];
    }
}
