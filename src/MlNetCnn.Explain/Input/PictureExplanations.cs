using MlNetCnn.Imaging;
using MlNetCnn.Keras;

namespace MlNetCnn.Explain;

/// <summary>Explanations of pictures as they come from a file.</summary>
public static class PictureExplanations
{
    extension(ExplainedModel model)
    {
        /// <summary>Explains a picture.</summary>
        /// <param name="image">Of any size.</param>
        /// <param name="preprocessing">What the application's <c>preprocess_input</c> does.</param>
        /// <param name="method">Null for <see cref="GradCam"/>.</param>
        /// <param name="target">Null for the top class.</param>
        /// <exception cref="ArgumentException">As for <see cref="ExplanationMethod.Explain"/> and <see cref="PictureInput.ToTensor"/>.</exception>
        public Explanation Explain(Image image, Preprocessing preprocessing, ExplanationMethod? method = null, Target? target = null) =>
            model.Explain(image, new PictureInput { Preprocessing = preprocessing }, method, target);

        /// <summary>Explains a picture.</summary>
        /// <param name="image">Of any size.</param>
        /// <param name="input">How it becomes what the model takes; null for the defaults.</param>
        /// <param name="method">Null for <see cref="GradCam"/>.</param>
        /// <param name="target">Null for the top class.</param>
        /// <exception cref="ArgumentException">As for <see cref="ExplanationMethod.Explain"/> and <see cref="PictureInput.ToTensor"/>.</exception>
        public Explanation Explain(Image image, PictureInput? input = null, ExplanationMethod? method = null, Target? target = null) =>
            (method ?? new GradCam()).ExplainOne(model, (input ?? new PictureInput()).ToTensor(model, image), target);
    }
}
