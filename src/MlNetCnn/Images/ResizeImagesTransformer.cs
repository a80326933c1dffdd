using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Imaging;
using MlNetCnn.Persistence;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Resizes pictures to one size. Made by <c>ml.Cnn.ResizeImages</c>.</summary>
[TransformerName("ResizeImages")]
public sealed class ResizeImagesTransformer : CnnTransformer
{
    internal ResizeImagesTransformer(ResizeImagesOptions options) => Options = options;

    /// <summary>The settings.</summary>
    public ResizeImagesOptions Options { get; }

    internal static ResizeImagesTransformer Load(TransformerReader reader)
    {
        var options = reader.ReadSettings<ResizeImagesOptions>();
        options.Validate();
        return new ResizeImagesTransformer(options);
    }

    private protected override IColumnMapper Bind(DataViewSchema inputSchema) => new Mapper(Options, inputSchema);

    private protected override void Save(ModelSaveContext context) => _ = new TransformerWriter(context, "ResizeImages", Options);

    private sealed class Slot
    {
        public Image? Image;
    }

    private sealed class Mapper : ColumnMapper<Slot>
    {
        private readonly ResizeImagesOptions _options;
        private readonly DataViewSchema.Column _input;

        public Mapper(ResizeImagesOptions options, DataViewSchema schema)
            : base(schema)
        {
            _options = options;
            _input = Getters.Find(schema, options.Input, "ResizeImages");
            if (_input.Type is not CnnImageDataViewType)
                throw Columns.Wrong(_input.Name, _input.Type.ToString()!, "pictures, as LoadImages without a size makes them", "ResizeImages");
            Inputs = [_input];
            var channels = options.ColorMode == ColorMode.Grayscale ? 1 : 3;
            Outputs = [new DataViewSchema.DetachedColumn(options.OutputColumnName, Columns.FloatVectorType([options.Height, options.Width, channels]), PixelHistory.Raw.ToAnnotations())];
        }

        public override IReadOnlyList<DataViewSchema.Column> Inputs { get; }

        public override IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; }

        public override Slot NewBatch(int capacity) => new();

        public override Action<Slot, int> CreateReader(DataViewRow source)
        {
            var get = source.GetGetter<Image>(_input);
            return (batch, _) => get(ref batch.Image!);
        }

        public override void Run(Slot batch, int count)
        {
            var image = batch.Image ?? throw new InvalidOperationException($"The column '{_input.Name}' holds no picture in this row.");
            image = _options.ColorMode == ColorMode.Grayscale ? image.ToGrey() : image.ToRgb();
            batch.Image = image.Resize(_options.Height, _options.Width, _options.Interpolation);
        }

        public override Delegate CreateGetter(int output, Func<(Slot Batch, int Slot)> current) =>
            (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) =>
            {
                var pixels = current().Batch.Image!.Pixels;
                var editor = VBufferEditor.Create(ref value, pixels.Length);
                Pixels.ToSingle(pixels, editor.Values);
                value = editor.Commit();
            });
    }
}
