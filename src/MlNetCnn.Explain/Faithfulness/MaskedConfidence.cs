namespace MlNetCnn.Explain;

/// <summary>
/// How the confidence changes when only what the map marks is left of the picture: Chattopadhay, Sarkar, Howlader, Balasubramanian: "Grad-CAM++" (WACV 2018), section 4.1. The explanation
/// map is <c>E = M * I</c>: the map, from 0 to 1 (<see cref="Heatmap.Normalize"/>) and brought to the picture's size bilinearly, times every channel of the picture <b>as the model gets it</b>,
/// preprocessed. What is masked is therefore 0 in preprocessed space: black after scaling to 0..1, mid-grey after scaling to -1..1, the mean colour after subtracting that.
/// </summary>
public sealed record MaskedConfidence : FaithfulnessMeasure<ConfidenceChange>
{
    private protected override ConfidenceChange MeasureMaps(ScoredPictures pictures, IReadOnlyList<Heatmap> maps, CancellationToken cancellation)
    {
        var images = pictures.Images;
        var layout = PictureLayout.Of(pictures.Model);
        var masked = pictures.Of(images.Batch, i => i, Mask, cancellation);
        return new ConfidenceChange(pictures.Scores, masked);

        void Mask(int picture, Memory<float> result)
        {
            var map = maps[picture].Normalize().Resize(layout.Height, layout.Width).Values;
            var from = images[picture];
            var to = result.Span;
            for (var i = 0; i < to.Length; i++) to[i] = map[layout.Position(i)] * from[i];
        }
    }
}
